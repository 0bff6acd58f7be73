import type { Locator } from '@playwright/test';
import { PortalScreen } from './portal-screen.ts';

/** Admin: one team with its quota, its people, and whether the cluster has it. */
export class TeamPage extends PortalScreen {
  async goto(slug: string): Promise<void> {
    await this.page.goto(`/admin/teams/${slug}`);
  }

  get applied(): Locator {
    return this.page.getByRole('main').getByText('The cluster has this quota');
  }

  async setQuota(guaranteed: number, max: number, weight: number): Promise<void> {
    await this.page.getByLabel('Guaranteed').fill(String(guaranteed));
    await this.page.getByLabel('Max').fill(String(max));
    await this.page.getByLabel('Weight').fill(String(weight));
    await this.page.getByRole('button', { name: 'Save quota' }).click();
  }

  async addMember(email: string, role: string): Promise<void> {
    await this.page.getByLabel('Add a person').fill(email);
    await this.page.getByLabel('Role', { exact: true }).selectOption(role);
    await this.page.getByRole('button', { name: 'Add', exact: true }).click();
  }

  member(email: string): Locator {
    return this.page.getByRole('listitem').filter({ hasText: email });
  }
}
