import type { Locator } from '@playwright/test';
import { PortalScreen } from './portal-screen.ts';

interface TeamForm {
  name: string;
  slug: string;
  guaranteed: number;
  max: number;
  weight: number;
}

/** Admin: the list of teams. */
export class TeamsPage extends PortalScreen {
  async goto(): Promise<void> {
    await this.page.goto('/admin/teams');
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: 'Create team' });
  }

  async openForm(): Promise<void> {
    await this.page.getByRole('button', { name: 'Create team' }).click();
    await this.dialog.waitFor();
  }

  /** Fills the form in and sends it. */
  async create({ name, slug, guaranteed, max, weight }: TeamForm): Promise<void> {
    await this.openForm();
    await this.dialog.getByLabel('Name', { exact: true }).fill(name);
    await this.dialog.getByLabel('Short name').fill(slug);
    await this.dialog.getByLabel('Guaranteed').fill(String(guaranteed));
    await this.dialog.getByLabel('Max').fill(String(max));
    await this.dialog.getByLabel('Weight').fill(String(weight));
    await this.dialog.getByRole('button', { name: `Create ${name}` }).click();
  }
}
