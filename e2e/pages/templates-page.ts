import type { Locator } from '@playwright/test';
import { PortalScreen } from './portal-screen.ts';

export class TemplatesPage extends PortalScreen {
  get search(): Locator {
    return this.page.getByRole('searchbox', { name: 'Search templates' });
  }

  template(title: string): Locator {
    return this.page.getByRole('link', { name: title, exact: true });
  }

  async goto(): Promise<void> {
    await this.page.goto('/templates');
  }
}
