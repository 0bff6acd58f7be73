import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';

type Outputs = inferRouterOutputs<AppRouter>;

export type Me = Outputs['people']['me'];
export type Job = Outputs['jobs']['get'];
export type JobSummary = Outputs['jobs']['list']['jobs'][number];
export type JobEvent = Outputs['jobs']['events']['events'][number];
export type Pod = Job['pods'][number];
export type Preview = Outputs['jobs']['preview'];
export type Capacity = Outputs['capacity']['get'];
export type TeamCapacity = Capacity['teams'][number];
export type Pool = Capacity['pools'][number];
export type Component = Outputs['system']['components']['components'][number];
export type TemplateSummary = Outputs['templates']['list']['templates'][number];
export type Template = Outputs['templates']['get'];
export type TeamSummary = Outputs['teams']['list']['teams'][number];
export type Team = Outputs['teams']['get'];
