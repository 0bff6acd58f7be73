import { PortalScreen } from './portal-screen.ts';

export class CapacityPage extends PortalScreen {
  async goto(): Promise<void> {
    await this.page.goto('/capacity');
  }
}
