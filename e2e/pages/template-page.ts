import type { Locator } from '@playwright/test';
import { PortalScreen } from './portal-screen.ts';

export class TemplatePage extends PortalScreen {
  get use(): Locator {
    return this.page.getByRole('link', { name: 'Use template' });
  }

  async goto(slug: string): Promise<void> {
    await this.page.goto(`/templates/${slug}`);
  }
}
