import { expect, type Locator } from '@playwright/test';
import { PortalScreen } from './portal-screen.ts';

export class NewJobPage extends PortalScreen {
  async goto(templateSlug: string): Promise<void> {
    await this.page.goto(`/jobs/new?template=${templateSlug}`);
  }

  field(label: string): Locator {
    return this.page.getByRole('main').getByLabel(label, { exact: true });
  }

  /** Waits until a field says what is wrong with it. */
  async expectError(label: string, words: string | RegExp): Promise<void> {
    await expect(this.field(label)).toHaveAttribute('aria-invalid', 'true');
    await expect(this.field(label)).toHaveAccessibleDescription(words);
  }

  get submit(): Locator {
    return this.page.getByRole('button', { name: /^Submit to / });
  }

  /** What the cluster says to the job before it is submitted. */
  verdict(text: string): Locator {
    return this.page.getByRole('main').getByText(text);
  }

  /** The Volcano Job as it would go to the cluster. */
  async manifest(): Promise<Locator> {
    await this.page.getByRole('main').getByText('Volcano Job', { exact: true }).click();
    return this.page.getByRole('region', { name: 'As it goes to the cluster' });
  }
}
