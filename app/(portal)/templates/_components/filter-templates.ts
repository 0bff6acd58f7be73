import type { TemplateSummary } from '../../_data/types.ts';

type Searched = Pick<TemplateSummary, 'slug' | 'title' | 'description' | 'framework' | 'tags'>;

/** Those that have every word somewhere and every tag. */
export function filterTemplates<T extends Searched>(
  templates: readonly T[],
  search: string,
  tags: readonly string[],
): T[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return templates.filter((template) => {
    const text = [template.slug, template.title, template.description, template.framework, ...template.tags]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word)) && tags.every((tag) => template.tags.includes(tag));
  });
}

export const tagsOf = (templates: readonly Searched[]): string[] =>
  [...new Set(templates.flatMap((template) => template.tags))].sort();
