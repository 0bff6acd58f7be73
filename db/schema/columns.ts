import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';

/** Primary key: UUID v7, made by the application, so that ids sort by creation time. */
export const id = () =>
  uuid()
    .primaryKey()
    .$defaultFn(() => v7());

/** A point in time, always with its zone, read and written as a JavaScript Date. */
export const instant = () => timestamp({ withTimezone: true, mode: 'date', precision: 3 });

/** Time of insertion by the database's clock. */
export const createdAt = () => instant().notNull().defaultNow();

/** Lexemes for full-text search; written by PostgreSQL only. */
export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });
