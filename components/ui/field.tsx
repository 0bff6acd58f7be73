import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';

/** What a control needs to be tied to its label, help and error. */
export interface ControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
  'aria-required': boolean | undefined;
}

interface FieldProps {
  label: ReactNode;
  help?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  required?: boolean;
  /** At the right of the label: a unit, bounds. */
  aside?: ReactNode;
  children: (control: ControlProps) => ReactNode;
}

/** Label above, control, then its error or its help. The line below is always there, so nothing jumps. */
export function Field({ label, help, error, optional = false, required = false, aside, children }: FieldProps) {
  const id = useId();
  const below = `${id}-below`;
  const hasBelow = error !== undefined || help !== undefined;
  return (
    <div className="min-w-0" data-field-error={error === undefined ? undefined : ''}>
      <div className="mb-1 flex items-baseline justify-between gap-3">
        <span>
          <label htmlFor={id} className="font-medium text-sm">
            {label}
          </label>
          {optional && <span className="ml-1.5 text-sm text-text-3">optional</span>}
        </span>
        {aside !== undefined && <span className="tabular text-text-3 text-xs">{aside}</span>}
      </div>
      {children({
        id,
        'aria-describedby': hasBelow ? below : undefined,
        'aria-invalid': error === undefined ? undefined : true,
        'aria-required': required || undefined,
      })}
      {hasBelow && (
        <p
          id={below}
          className={error === undefined ? 'mt-1 text-text-3 text-xs' : 'mt-1 flex gap-1 text-bad text-xs'}
          aria-live="polite"
        >
          {error !== undefined && <CircleAlert className="mt-px size-3.5 shrink-0" aria-hidden />}
          <span className="min-w-0">{error ?? help}</span>
        </p>
      )}
    </div>
  );
}
