/** Chapter 12: FTP. */
import type { Chapter } from '../../chapter.js';
import type { Device } from '../../device.js';
import type { AppBearers } from '../app-bearer.js';
import type { FileStore } from '../files/store.js';
import { FtpClient } from './client.js';
import { downloadHandlers } from './download.js';
import { requestHandlers } from './requests.js';
import { Upload, uploadHandlers } from './upload.js';
import { WholeFiles, wholeFileHandlers } from './whole-files.js';

export function ftp(device: Device, bearers: AppBearers, store: FileStore): Chapter {
  const client = new FtpClient(device, bearers);
  const upload = new Upload(client, store);
  const files = new WholeFiles(client, store);
  return {
    restart: () => {
      client.restart();
      upload.restart();
      files.restart();
    },
    handlers: {
      ...client.settings.handlers(),
      ...downloadHandlers(client),
      ...uploadHandlers(upload),
      ...wholeFileHandlers(files),
      ...requestHandlers(client),
    },
  };
}
