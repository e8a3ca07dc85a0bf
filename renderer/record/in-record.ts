import { createContext } from 'react';

/** Is this part of a record's page? There Ctrl+P prints the record, and no list in it. */
export const InRecord = createContext(false);
