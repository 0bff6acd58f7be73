'use client';

import { Users } from 'lucide-react';
import { EmptyState } from '#components/feedback/empty-state.tsx';
import { plural } from '#components/format.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Select } from '#components/ui/input.tsx';
import type { Team } from '../../../_data/types.ts';
import { AddMember } from './add-member.tsx';
import { roles, toRole } from './roles.ts';
import { useSetMember } from './use-set-member.ts';

export function Members({ team, mayManage }: { team: Team; mayManage: boolean }) {
  const setMember = useSetMember(team);
  return (
    <Card title="Members" subtitle={plural(team.members.length, 'person', 'people')} flush>
      {mayManage && <AddMember team={team} />}
      {team.members.length === 0 && (
        <EmptyState icon={Users} title="Nobody yet">
          People of a team submit jobs for it and see its jobs.
        </EmptyState>
      )}
      <ul>
        {team.members.map((member) => (
          <li
            key={member.personId}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t px-4 py-2.5 text-sm"
          >
            <div className="min-w-0 flex-1 basis-48">
              <p className="truncate font-medium">{member.name}</p>
              <p className="truncate text-text-2 text-xs">{member.email}</p>
            </div>
            {mayManage ? (
              <>
                <div className="w-28">
                  <Select
                    aria-label={`Role of ${member.name}`}
                    value={member.role}
                    options={roles}
                    disabled={setMember.isPending}
                    onChange={(event) =>
                      setMember.mutate({ teamId: team.id, email: member.email, role: toRole(event.target.value) })
                    }
                  />
                </div>
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={`Remove ${member.name}`}
                  disabled={setMember.isPending}
                  onClick={() => setMember.mutate({ teamId: team.id, email: member.email, role: null })}
                >
                  Remove
                </Button>
              </>
            ) : (
              <span className="text-text-2">{member.role}</span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
