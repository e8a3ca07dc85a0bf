import { app } from 'electron';
import { declareScheme } from './protocol.ts';
import { startShell } from './start.ts';

// Before anything opens the office: a second start hands its link to the first and goes.
if (app.requestSingleInstanceLock()) {
  app.enableSandbox();
  declareScheme();
  startShell();
} else {
  app.quit();
}
