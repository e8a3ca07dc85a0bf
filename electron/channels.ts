/** The messages between the preload and the main process; there are no others. */
export const CHANNELS = {
  connect: 'diwan:connect',
  port: 'diwan:port',
  printToPdf: 'diwan:print-to-pdf',
  beginPdf: 'diwan:begin-pdf',
  addToPdf: 'diwan:add-to-pdf',
  finishPdf: 'diwan:finish-pdf',
  dropPdf: 'diwan:drop-pdf',
  print: 'diwan:print',
  chooseFolder: 'diwan:choose-folder',
  setLanguage: 'diwan:set-language',
  openExternal: 'diwan:open-external',
  menu: 'diwan:menu',
  deepLink: 'diwan:deep-link',
  installUpdate: 'diwan:install-update',
  officeRestarted: 'diwan:office-restarted',
} as const;

/** How the main process tells the preload the version of the program. */
export const VERSION_ARGUMENT = '--diwan-version=';
