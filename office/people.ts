import type { LocalDate } from '#kernel/date.ts';
import type { OfficeDatabase } from '#db/open.ts';
import type { WriteDoor } from '#db/door.ts';
import type { Access } from '#modules/module.ts';
import { accessOfUser, accessTables, findSignInUser, type SignInUser } from '#modules/org/index.ts';

interface PeopleOptions {
  readonly database: OfficeDatabase;
  readonly door: WriteDoor;
  /** Every permission there is. */
  readonly known: ReadonlySet<string>;
}

/** Who may sign in and what each may do today. Rights are worked out once and again after a change of what they stand on. */
export class People {
  readonly #database: OfficeDatabase;
  readonly #known: ReadonlySet<string>;
  readonly #access = new Map<string, { readonly day: LocalDate; readonly access: Access }>();

  constructor({ database, door, known }: PeopleOptions) {
    this.#database = database;
    this.#known = known;
    door.onCommit(({ changes }) => {
      if (changes.some(({ table }) => accessTables.has(table))) this.#access.clear();
    });
  }

  /** The user who may sign in under this name, or null; suspended users may not. */
  byName(userName: string): SignInUser | null {
    return findSignInUser(this.#database.db, { userName });
  }

  byId(id: string): SignInUser | null {
    return findSignInUser(this.#database.db, { id });
  }

  accessOf(userId: string, day: LocalDate): Access {
    const known = this.#access.get(userId);
    if (known?.day === day) return known.access;
    const access = accessOfUser(this.#database.db, { userId, day, known: this.#known });
    this.#access.set(userId, { day, access });
    return access;
  }
}
