import { useQuery } from '@tanstack/react-query';
import { isClockWrong } from '#kernel/sync/skew.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';
import './sync.css';

/** Above every page while the clock of the office's PC is wrong: papers take their dates from it. */
export function ClockNotice() {
  const text = useText();
  const { moment } = useDisplay();
  const { data } = useQuery(platform.query.sync.status.queryOptions({ input: {}, throwOnError: false }));
  if (!data || !isClockWrong(data.clockOffset)) return null;
  const { now, clockOffset } = data;
  return (
    <p className="sync-clock" role="alert">
      {text('platform.sync.clock', { shown: moment(now), really: moment(now + clockOffset) })}
    </p>
  );
}
