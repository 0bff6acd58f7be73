import { expect, type Locator } from '@playwright/test';
import { Screen } from './screen.ts';

/** What surrounds every page of the portal for somebody who is signed in. */
export class PortalScreen extends Screen {
  /** Live, reconnecting, or from when it is. */
  get live(): Locator {
    return this.page.getByTitle('Setup and health of every part').getByRole('status');
  }

  /** What holds for all pages: a lost connection, a part that failed. */
  banner(text: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: text });
  }

  place(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true });
  }

  /** Puts a mark on the document, which only a new document loses. */
  async markDocument(): Promise<void> {
    await this.page.evaluate(() => {
      document.body.dataset.mark = 'same';
    });
  }

  async expectNotReloaded(): Promise<void> {
    await expect(this.page.locator('body'), 'the page was not loaded again').toHaveAttribute('data-mark', 'same');
  }
}
