import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export interface MenuItem {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly checked?: boolean;
  readonly click?: () => void;
  readonly submenu?: readonly MenuItem[];
}

/** `dialog` of the double: answers what the test laid ready, and remembers what it was asked. */
export class DialogDouble {
  readonly asked: { readonly kind: string; readonly options: unknown }[] = [];
  readonly errors: { readonly title: string; readonly text: string }[] = [];
  savePath: string | null = null;
  openPath: string | null = null;
  button = 0;
  #answer: (() => Promise<number>) | null = null;

  /** What the user does before he presses a button, and which one. */
  answerWith(answer: () => Promise<number>): void {
    this.#answer = answer;
  }

  readonly api = {
    showSaveDialog: async (...args: readonly unknown[]) => {
      this.asked.push({ kind: 'save', options: args.at(-1) });
      return { canceled: this.savePath === null, filePath: this.savePath ?? '' };
    },
    showOpenDialog: async (...args: readonly unknown[]) => {
      this.asked.push({ kind: 'open', options: args.at(-1) });
      return { canceled: this.openPath === null, filePaths: this.openPath === null ? [] : [this.openPath] };
    },
    showMessageBox: async (...args: readonly unknown[]) => {
      this.asked.push({ kind: 'message', options: args.at(-1) });
      return { response: this.#answer ? await this.#answer() : this.button };
    },
    showMessageBoxSync: (...args: readonly unknown[]) => {
      this.asked.push({ kind: 'message', options: args.at(-1) });
      return this.button;
    },
    showErrorBox: (title: string, text: string) => void this.errors.push({ title, text }),
  };
}

/** `safeStorage` of the double: really seals, under a key that belongs to one user of one PC. */
export function safeStorageDouble(user: UserOfPc) {
  return {
    isEncryptionAvailable: () => user.hasKeyStore,
    getSelectedStorageBackend: () => (user.hasKeyStore ? 'gnome_libsecret' : 'basic_text'),
    encryptString(text: string): Buffer {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', user.key, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    decryptString(sealed: Buffer): string {
      const decipher = createDecipheriv('aes-256-gcm', user.key, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(12, 28));
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}

export interface UserOfPc {
  readonly key: Buffer;
  readonly hasKeyStore: boolean;
}

export function newUserOfPc(hasKeyStore = true): UserOfPc {
  return { key: randomBytes(32), hasKeyStore };
}
