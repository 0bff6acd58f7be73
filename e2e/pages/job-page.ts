import { expect, type Locator } from '@playwright/test';
import type { JobState } from '../fixtures/jobs.ts';
import { PortalScreen } from './portal-screen.ts';

export const jobTabs = ['Overview', 'Logs', 'Pods', 'Events', 'Manifest'] as const;
export type JobTab = (typeof jobTabs)[number];

/** A job with its tabs. */
export class JobPage extends PortalScreen {
  async goto(jobId: string, tab: JobTab = 'Overview'): Promise<void> {
    await this.page.goto(`/jobs/${jobId}${tab === 'Overview' ? '' : `/${tab.toLowerCase()}`}`);
  }

  /** Name, state, and why. */
  get header(): Locator {
    return this.page.getByRole('main').locator('header').first();
  }

  get jobId(): string {
    return new URL(this.page.url()).pathname.split('/')[2] ?? '';
  }

  async expectState(state: JobState): Promise<void> {
    const badge = this.header.getByText(state, { exact: true });
    await expect(badge, `the job is shown as ${state}`).toBeVisible({ timeout: 60_000 });
  }

  phase(name: string): Locator {
    return this.page.getByRole('list', { name: 'Phases' }).getByRole('listitem').filter({ hasText: name });
  }

  async openTab(tab: JobTab): Promise<void> {
    const link = this.page.getByRole('navigation', { name: 'Parts of the job' }).getByRole('link', { name: tab });
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'page');
  }

  get log(): Locator {
    return this.page.getByRole('log', { name: 'Log' });
  }

  /** How much of the log is shown, and whether more comes. */
  get logStatus(): Locator {
    return this.page.getByRole('region', { name: 'Log of a pod' }).locator('footer').getByRole('status');
  }

  get manifest(): Locator {
    return this.page.getByRole('region', { name: 'Volcano Job' });
  }

  get stop(): Locator {
    return this.page.getByRole('button', { name: 'Stop', exact: true });
  }

  get clone(): Locator {
    return this.header.getByRole('link', { name: 'Clone' });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }
}
