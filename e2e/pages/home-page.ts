import { PortalScreen } from './portal-screen.ts';

export class HomePage extends PortalScreen {
  async goto(): Promise<void> {
    await this.page.goto('/');
  }
}
