// The one list of tables: drizzle's client and drizzle-kit both need them together.
export * from './audit.ts';
export * from './cluster.ts';
export * from './job.ts';
export * from './job-event.ts';
export * from './job-pod.ts';
export * from './person.ts';
export * from './team.ts';
export * from './template.ts';
export * from './usage.ts';
