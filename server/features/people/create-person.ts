import type { z } from 'zod';
import { person } from '#db/schema/index.ts';
import { authorize, type Context } from '#server/auth/context.ts';
import { recordChange } from '#server/features/audit/record-change.ts';
import type { createPersonInput } from '#server/features/teams/schemas.ts';
import { AppError } from '#server/lib/errors.ts';

/**
 * Makes a person known before their first sign-in, so that teams can have them as members.
 * @throws AppError `conflict` at `email` when there is one already
 */
export async function createPerson(
  ctx: Context,
  input: z.infer<typeof createPersonInput>,
): Promise<{ personId: string }> {
  authorize(ctx, 'person.create');
  const email = input.email.toLowerCase();
  return ctx.db.transaction(async (tx) => {
    const [created] = await tx
      .insert(person)
      .values({ email, name: input.name, platformRoles: input.platformRoles })
      .onConflictDoNothing()
      .returning();
    if (!created) {
      const message = `${email} is already known.`;
      throw new AppError('conflict', message, { fields: { email: message } });
    }
    await recordChange(ctx, tx, {
      action: 'person.create',
      resourceType: 'person',
      resourceId: created.id,
      after: { email, name: input.name, platformRoles: input.platformRoles },
    });
    return { personId: created.id };
  });
}
