import { expect, type Locator } from '@playwright/test';
import { PortalScreen } from './portal-screen.ts';

export class JobsPage extends PortalScreen {
  async goto(query = ''): Promise<void> {
    await this.page.goto(`/jobs${query}`);
  }

  get search(): Locator {
    return this.page.getByRole('searchbox', { name: 'Search jobs' });
  }

  /** The names shown, from the top. */
  get names(): Locator {
    return this.table.locator('[data-row-link]');
  }

  get table(): Locator {
    return this.page.getByRole('table', { name: 'Jobs' });
  }

  row(name: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  column(name: string): Locator {
    return this.table.getByRole('columnheader', { name });
  }

  get pages(): Locator {
    return this.page.getByRole('navigation', { name: 'Pages' });
  }

  /** Chooses one value of a filter. */
  async filter(by: string, value: string): Promise<void> {
    await this.page
      .getByRole('search')
      .getByRole('button', { name: `Filter by ${by}` })
      .click();
    await this.page.getByRole('option', { name: value, exact: true }).click();
    await this.page.keyboard.press('Escape');
    await expect(this.removeFilter(by)).toBeVisible();
  }

  removeFilter(by: string): Locator {
    return this.page.getByRole('button', { name: `Remove filter ${by}` });
  }

  /** Waits until the address says this. */
  async expectQuery(query: Record<string, string | null>): Promise<void> {
    const read = () => {
      const params = new URL(this.page.url()).searchParams;
      return Object.fromEntries(Object.keys(query).map((name) => [name, params.get(name)]));
    };
    await expect.poll(read, { message: 'what the address says' }).toEqual(query);
  }
}
