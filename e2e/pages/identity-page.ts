import type { Locator } from '@playwright/test';
import { emailOf, type Person } from '../fixtures/people.ts';
import { Screen } from './screen.ts';

/** The identity provider's page to choose a person on. */
export class IdentityPage extends Screen {
  personButton(person: Person): Locator {
    return this.page.getByRole('button').filter({ hasText: emailOf(person) });
  }
}
