import { plural } from '#components/format.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Link } from '#components/ui/link.tsx';
import type { TemplateSummary } from '../../_data/types.ts';
import { strategyWords } from './words.ts';

export function TemplateCard({ template }: { template: TemplateSummary }) {
  return (
    <li className="relative flex flex-col rounded-lg border border-line bg-surface p-4 transition-colors hover:border-line-strong">
      <div className="flex items-start justify-between gap-3">
        <h2 className="min-w-0 font-semibold text-base">
          <Link href={`/templates/${template.slug}`} className="after:absolute after:inset-0 after:rounded-lg">
            {template.title}
          </Link>
        </h2>
        <span className="tabular shrink-0 text-text-3 text-xs">v{template.version}</span>
      </div>
      <p className="mt-1 line-clamp-3 flex-1 text-sm text-text-2">{template.description}</p>
      <div className="mt-3 flex flex-wrap gap-1">
        <Badge tone="accent">{template.framework}</Badge>
        {template.tags
          .filter((tag) => tag !== template.framework)
          .slice(0, 4)
          .map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
      </div>
      <p className="mt-3 text-text-3 text-xs">
        {strategyWords[template.strategy] ?? template.strategy} ·{' '}
        {template.recentJobs === 0
          ? 'not used in the last 30 days'
          : `${plural(template.recentJobs, 'job')} in the last 30 days`}
      </p>
    </li>
  );
}
