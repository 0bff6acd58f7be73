import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '#db/client.ts';
import { price, usageHold, usageRelease } from '#db/schema/index.ts';

const costRows = z.array(
  z.object({
    jobId: z.uuid(),
    gpuHours: z.string(),
    usd: z.string().nullable(),
    unpriced: z.array(z.string()),
    running: z.boolean(),
  }),
);

/**
 * What jobs have used, from the ledger and the price book; jobs that never held a GPU are not in the answer.
 * All sums are `numeric`: nothing is rounded before the last line, where halves go up.
 * @param now until when holds without a release are counted
 */
export async function sumJobCosts(db: Db, jobIds: readonly string[], now: Date): Promise<z.infer<typeof costRows>> {
  const ids = sql.join(
    jobIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  const { rows } = await db.execute(sql`
    with holding as (
      select ${usageHold.podUid} as pod_uid, ${usageHold.jobId} as job_id, ${usageHold.gpuModel} as gpu_model,
        ${usageHold.capacityType} as capacity_type, ${usageHold.gpus} as gpus, ${usageHold.heldFrom} as starts,
        greatest(${usageHold.heldFrom}, coalesce(${usageRelease.heldUntil}, ${now.toISOString()}::timestamptz)) as ends,
        ${usageRelease.podUid} is null as running
      from ${usageHold} left join ${usageRelease} on ${usageRelease.podUid} = ${usageHold.podUid}
      where ${usageHold.jobId} in (${ids})
    ),
    period as (
      select ${price.gpuModel} as gpu_model, ${price.capacityType} as capacity_type, ${price.usdPerGpuHour} as usd,
        ${price.validFrom} as starts,
        coalesce(lead(${price.validFrom}) over same_gpu, 'infinity') as ends
      from ${price} window same_gpu as (partition by ${price.gpuModel}, ${price.capacityType} order by ${price.validFrom})
    ),
    -- Each hold cut at the changes of its price: the parts do not overlap, as the periods do not.
    priced as (
      select holding.pod_uid,
        sum(holding.gpus * ${seconds(sql`greatest(holding.starts, period.starts)`, sql`least(holding.ends, period.ends)`)}) as gpu_seconds,
        sum(holding.gpus * period.usd
          * ${seconds(sql`greatest(holding.starts, period.starts)`, sql`least(holding.ends, period.ends)`)}) as usd_seconds
      from holding join period using (gpu_model, capacity_type)
      where period.starts < holding.ends and period.ends > holding.starts
      group by holding.pod_uid
    ),
    used as (
      select holding.*, holding.gpus * ${seconds(sql`holding.starts`, sql`holding.ends`)} as gpu_seconds,
        coalesce(priced.gpu_seconds, 0) as priced_seconds, coalesce(priced.usd_seconds, 0) as usd_seconds
      from holding left join priced using (pod_uid)
    )
    select job_id as "jobId", bool_or(running) as running,
      round(sum(gpu_seconds) / 3600, 2)::text as "gpuHours",
      case when sum(priced_seconds) > 0 or sum(gpu_seconds) = 0 then round(sum(usd_seconds) / 3600, 2)::text end as usd,
      array(select distinct unnest(array_agg(gpu_model) filter (where priced_seconds < gpu_seconds)) order by 1) as unpriced
    from used group by job_id`);
  return costRows.parse(rows);
}

/** Seconds between two times, as an exact `numeric`. */
function seconds(from: SQL, until: SQL): SQL {
  return sql`extract(epoch from ${until} - ${from})`;
}
