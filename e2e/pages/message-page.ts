import type { Locator } from '@playwright/test';
import { Screen } from './screen.ts';

/** A page that says why there is nothing to see: no such thing, not yours. */
export class MessagePage extends Screen {
  message(title: string): Locator {
    return this.page.getByRole('heading', { name: title });
  }
}
