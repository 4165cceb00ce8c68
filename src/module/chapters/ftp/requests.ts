/** 12.2.17 to 12.2.22: what is about one file or directory of the server. */
import type { Handlers } from '../../chapter.js';
import type { Exchange } from '../../line/exchange.js';
import type { Outgoing } from '../../outgoing.js';
import type { FtpClient } from './client.js';
import { DONE } from './task.js';

type Change = 'remove' | 'makeDirectory' | 'removeDirectory';

const changing = (ftp: FtpClient, type: 'ftpdele' | 'ftpmkd' | 'ftprmd', change: Change) => ({
  execute: (_: unknown, exchange: Exchange): void => {
    const { settings } = ftp;
    const line = (result: number): Outgoing => ({ type, result });
    ftp.begin(exchange, line, (session, task) =>
      session[change](
        change === 'remove' ? settings.path('get') : settings.directory,
        task.taking(() => task.end(line(DONE))),
      ),
    );
  },
});

function askSize(ftp: FtpClient, exchange: Exchange): void {
  const line = (result: number, size = 0): Outgoing => ({ type: 'ftpsize', result, size });
  ftp.begin(exchange, line, (session, task) =>
    session.size(
      ftp.settings.path('get'),
      task.taking((size) => task.end(line(DONE, size))),
    ),
  );
}

export function requestHandlers(ftp: FtpClient): Handlers {
  return {
    ftpdele: changing(ftp, 'ftpdele', 'remove'),
    ftpmkd: changing(ftp, 'ftpmkd', 'makeDirectory'),
    ftprmd: changing(ftp, 'ftprmd', 'removeDirectory'),
    ftpsize: { execute: (_, exchange) => askSize(ftp, exchange) },
    ftpstate: {
      execute: (_, exchange) => {
        exchange.respond({ type: 'ftpstate', state: ftp.isBusy ? 1 : 0 });
        exchange.end();
      },
    },
    ftpquit: { execute: (_, exchange) => ftp.quit(exchange) },
  };
}
