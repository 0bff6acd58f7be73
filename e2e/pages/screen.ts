import { expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../fixtures/axe.ts';

/** What every screen has, signed in or not. */
export class Screen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get title(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  /** The value that stands with a name: "Namespace", "Cost". */
  fact(name: string): Locator {
    const named = this.page
      .locator('dl > div')
      .filter({ has: this.page.locator('dt').getByText(name, { exact: true }) });
    return named.locator('dd');
  }

  /** Waits until a screen is drawn in full: nothing stands for something that is still to come. */
  async expectLoaded(): Promise<void> {
    await expect(this.page.locator('[aria-busy="true"]')).toHaveCount(0);
  }

  /** Checks the screen as it is now for people with impairments. */
  async expectAccessible(what: 'all' | 'colours' = 'all'): Promise<void> {
    await expectAccessible(this.page, what);
  }

  async expectNoSidewaysScroll(): Promise<void> {
    await expectNoSidewaysScroll(this.page);
  }
}
