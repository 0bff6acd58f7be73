import { Screen } from './screen.ts';

/** The portal's own page for who is not signed in. */
export class SignInPage extends Screen {
  get button() {
    return this.page.getByRole('button', { name: 'Sign in with your organisation' });
  }

  async goto(): Promise<void> {
    await this.page.goto('/sign-in');
  }
}
