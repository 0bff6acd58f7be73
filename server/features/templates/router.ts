import { procedure, router } from '#server/trpc/init.ts';
import { getTemplate } from './get-template.ts';
import { listTemplates } from './list-templates.ts';
import { getTemplateInput, getTemplateOutput, listTemplatesInput, listTemplatesOutput } from './schemas.ts';

export const templatesRouter = router({
  list: procedure('template.read')
    .input(listTemplatesInput)
    .output(listTemplatesOutput)
    .query(({ ctx, input }) => listTemplates(ctx, input)),
  get: procedure('template.read')
    .input(getTemplateInput)
    .output(getTemplateOutput)
    .query(({ ctx, input }) => getTemplate(ctx, input)),
});
