import { ChevronDown, ChevronUp, Download, Search } from 'lucide-react';
import { formatCount } from '#components/format.ts';
import { buttonClass, IconButton } from '#components/ui/button.tsx';
import { Switch } from '#components/ui/checkbox.tsx';
import { Input, type Option, Select } from '#components/ui/input.tsx';
import { logUrl } from './use-log.ts';

interface LogToolbarProps {
  download: Parameters<typeof logUrl>[0];
  choices: readonly Option[];
  pod: string;
  onPod: (uid: string) => void;
  typed: string;
  onType: (value: string) => void;
  found: { count: number; at: number } | null;
  onMove: (by: 1 | -1) => void;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
}

export function LogToolbar(props: LogToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b p-2">
      <div className="w-52 max-sm:w-full">
        <Select
          aria-label="Pod"
          value={props.pod}
          options={props.choices}
          onChange={(event) => props.onPod(event.target.value)}
        />
      </div>
      <div className="flex min-w-0 flex-1 basis-64 items-center gap-1">
        <div className="min-w-0 max-w-80 flex-1">
          <Input
            type="search"
            aria-label="Search in the log"
            placeholder="Search in the log"
            before={<Search />}
            value={props.typed}
            onChange={(event) => props.onType(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') props.onMove(event.shiftKey ? -1 : 1);
            }}
          />
        </div>
        {props.found !== null && (
          <>
            <span role="status" className="tabular min-w-20 text-center text-text-2 text-xs">
              {props.found.count === 0
                ? 'not found'
                : `${formatCount(props.found.at)} of ${formatCount(props.found.count)}`}
            </span>
            <IconButton label="Previous match" onClick={() => props.onMove(-1)} disabled={props.found.count === 0}>
              <ChevronUp aria-hidden />
            </IconButton>
            <IconButton label="Next match" onClick={() => props.onMove(1)} disabled={props.found.count === 0}>
              <ChevronDown aria-hidden />
            </IconButton>
          </>
        )}
      </div>
      <Switch label="Follow" checked={props.follow} onChange={(event) => props.onFollow(event.target.checked)} />
      <Switch label="Wrap" checked={props.wrap} onChange={(event) => props.onWrap(event.target.checked)} />
      <a href={logUrl(props.download, true)} download className={buttonClass('ghost', 'md')}>
        <Download aria-hidden /> Download
      </a>
    </div>
  );
}
