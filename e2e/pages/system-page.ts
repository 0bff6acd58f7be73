import type { Locator } from '@playwright/test';
import { PortalScreen } from './portal-screen.ts';

export class SystemPage extends PortalScreen {
  async goto(): Promise<void> {
    await this.page.goto('/system');
  }

  part(title: string): Locator {
    return this.page
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('heading', { name: title, exact: true }) });
  }
}
