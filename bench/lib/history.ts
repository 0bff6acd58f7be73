import type pg from 'pg';

/**
 * Fills an empty database with an organisation's history: 50 teams of very different sizes, 500
 * people, 7 templates, and `rows` jobs over three years of which some 300 are not finished.
 */
export async function fillHistory(client: pg.ClientBase, rows: number): Promise<void> {
  await client.query('select setseed(0.42)');
  await client.query(`
    insert into team (id, slug, name, guaranteed_gpus, max_gpus, weight)
    select uuidv7(), 'team-' || n, 'Team ' || n, 20, 60, 10 from generate_series(1, 50) n`);
  await client.query(`
    insert into person (id, email, name)
    select uuidv7(), first || '.' || last || n || '@example.com', initcap(first) || ' ' || initcap(last)
    from generate_series(1, 500) n,
    lateral (select (array['alice','bela','chen','dmitri','eva','farid','grace','hiro','ines','jonas'])[1 + n % 10] first,
                    (array['adler','brandt','costa','dahl','ekman','fuchs','garcia','haas','ito','jansen'])[1 + n / 10 % 10] last) names`);
  await client.query(`
    insert into membership (team_id, person_id, role)
    select t.id, p.id, 'member'
    from (select id, row_number() over (order by slug) n from team) t
    join (select id, row_number() over (order by email) n from person) p on p.n % 50 + 1 = t.n`);
  await client.query(`
    insert into template (id, slug, latest_version)
    select uuidv7(), slug, 1
    from unnest(array['pytorch-ddp','single-gpu','horovod','deepspeed','tensorflow','jax','batch-inference']) slug`);
  await client.query(`
    insert into template_version (id, template_id, version, content, content_hash)
    select uuidv7(), id, 1, '{}', md5(slug) from template`);
  // Faster than keeping every index up to date for each row.
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(`
    select indexname as name, indexdef as definition from pg_indexes
    where tablename = 'job' and indexname not in (select conname from pg_constraint where conrelid = 'job'::regclass)`);
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  await client.query(jobs, [rows]);
  for (const { definition } of indexes) await client.query(definition);
  await client.query('vacuum analyze');
}

/** Few teams and people have most of the jobs: the square of a random number picks them. */
const jobs = `
  insert into job (id, team_id, owner_id, name, template_version_id, template_slug, parameters, spec, gpus, gpu_model,
    capacity_type, priority_class, max_runtime_seconds, tags, search_text, submission_key, submission_hash,
    submitted_at, state, reason, finished_at)
  select uuidv7(make_interval(secs => g.n - $1::int)), t.id, p.id, names.name, v.id, v.slug,
    '{"num_gpus": 8, "learning_rate": 0.0001, "dataset": "s3://datasets/common-crawl/2026-01"}',
    jsonb_build_object('image', 'registry/team/' || v.slug || ':1.4', 'command', jsonb_build_array('python', 'train.py', repeat('x', 300))),
    (array[1,1,2,2,4,4,8,8,16,32])[1 + floor(10 * r.gpus)::int], 'A100-40GB', 'reserved', 'research', 86400,
    array['run-' || g.n % 997], concat_ws(' ', names.name, 'run-' || g.n % 997, p.email, p.name, v.slug),
    g.n::text, md5(g.n::text), now() - make_interval(secs => ($1::int - g.n) * 95.0),
    case when g.n > $1::int - 300 then (array['queued','admitted','running','running'])[1 + g.n % 4]
         when r.state < 0.7 then 'succeeded' when r.state < 0.87 then 'failed' else 'stopped' end,
    '{"code": "done", "text": "Finished"}', now()
  from generate_series(1, $1::int) as g (n)
  cross join lateral (select random() team, random() person, random() state, random() template, random() gpus, random() model, random() task, g.n) r
  join (select id, row_number() over (order by slug) n from team) t on t.n = 1 + floor(50 * r.team * r.team)
  join (select m.team_id, p.id, p.email, p.name, row_number() over (partition by m.team_id order by p.email) n
        from membership m join person p on p.id = m.person_id) p on p.team_id = t.id and p.n = 1 + floor(10 * r.person * r.person)
  join (select v.id, t.slug, row_number() over (order by t.id) n
        from template_version v join template t on t.id = v.template_id) v on v.n = 1 + floor(7 * r.template * r.template)
  cross join lateral (select (array['bert','resnet','llama','whisper','vit','t5','gpt','unet'])[1 + floor(8 * r.model)::int] || '-' ||
        (array['finetune','pretrain','eval','sweep','distill'])[1 + floor(5 * r.task)::int] || '-' || g.n as name) names`;
