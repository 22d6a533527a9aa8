import { type SQL, sql } from "drizzle-orm";

/**
 * A row to order source records by as they were read. Their ids are made of the run (whose ids grow with time) and the place in it; rows
 * of `delivery` are written anew at every try, so their own ids say nothing.
 */
export function recordOrder(id: SQL): SQL {
  return sql`(left(${id}, 36), substr(${id}, 38)::bigint)`;
}
