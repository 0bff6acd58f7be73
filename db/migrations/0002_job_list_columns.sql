DROP INDEX "job_state_rank";--> statement-breakpoint
DROP INDEX "job_team_state_rank";--> statement-breakpoint
ALTER TABLE "job" drop column "search_words";--> statement-breakpoint
ALTER TABLE "job" ADD COLUMN "search_words" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', regexp_replace(search_text, '[^[:alnum:]]+', ' ', 'g')) || array_to_tsvector(array['=' || team_id::text])) STORED;--> statement-breakpoint
ALTER TABLE "job" ADD COLUMN "state_rank" integer GENERATED ALWAYS AS (array_position(array['queued', 'admitted', 'starting', 'running', 'restarting', 'succeeded', 'failed', 'stopped'], state)) STORED;--> statement-breakpoint
CREATE INDEX "job_team_name" ON "job" USING btree ("team_id","name","id");--> statement-breakpoint
CREATE INDEX "job_owner_state" ON "job" USING btree ("owner_id","state");--> statement-breakpoint
CREATE INDEX "job_state_rank" ON "job" USING btree ("state_rank","id");--> statement-breakpoint
CREATE INDEX "job_team_state_rank" ON "job" USING btree ("team_id","state_rank","id");--> statement-breakpoint
CREATE INDEX "job_search" ON "job" USING gin ("search_words");