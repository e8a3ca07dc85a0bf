import { createContext, useContext, type ComponentType } from 'react';
import type { Language } from '#kernel/display.ts';
import type { LocalDate } from '#kernel/date.ts';
import type { OfficeState, SignedIn } from '#office/contract/index.ts';
import type { IconName } from './kit/icon.tsx';
import type { Strings } from './locale/i18n.ts';

/** A loader of a screen: its file exports the component as `default`. */
export type Screen<Props = object> = () => Promise<{ readonly default: ComponentType<Props> }>;

/** One page. Its path is that of the address; `:id` is the record it shows. */
export interface UiRoute {
  readonly path: string;
  /** The key of its title. */
  readonly title: string;
  /** The permission without which the page is not offered; absent for pages that all may open. */
  readonly permission?: string;
  /** The page above it, for the breadcrumbs. */
  readonly parent?: string;
  readonly screen: Screen;
}

/** One line of the side menu. */
export interface MenuEntry {
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
  readonly permission?: string;
  /** It speaks with the data centre, so that the data centre itself has no use for it. */
  readonly isToDataCentre?: true;
}

/** Something that can be done from the menu, by a shortcut or from the command palette. */
export interface UiAction {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly permission?: string;
  /** Where it leads. */
  readonly path: string;
}

/** A kind of record that the palette finds and that links lead to. */
export interface RecordUi {
  readonly label: string;
  readonly icon: IconName;
  readonly pathOf: (id: string) => string;
}

/** A part of every record page that another module brings, such as the attachments. */
export interface RecordPanel {
  readonly key: string;
  readonly label: string;
  readonly permission: string;
  /** The kinds of records on whose pages it is; absent for all. */
  readonly tables?: readonly string[];
  /** Made with `lazy`, so that it is fetched when it is first looked at. */
  readonly screen: ComponentType<RecordKey>;
}

export interface RecordKey {
  readonly table: string;
  readonly id: string;
}

/** Something that waits for the user on the home page. */
export interface HomeTask {
  readonly label: string;
  readonly count?: number;
  readonly path: string;
}

/** One task that tells how many wait; none where none does. */
export function countedTask(label: string, count: number, path: string): readonly HomeTask[] {
  return count === 0 ? [] : [{ label, count, path }];
}

/** One task of the user guide: what it is for, what to do, what to know. Written in Arabic, the offices' language. */
export interface HelpPage {
  readonly key: string;
  readonly title: string;
  /** The pages on which it is done, such as `/payroll/runs/:id`. */
  readonly paths: readonly string[];
  readonly intro: string;
  readonly steps: readonly string[];
  readonly hints: readonly string[];
}

/** What a module shows to the window. Named once, in `modules/ui.ts`. */
export interface UiModule {
  /** Also the first word of its keys: `org.problem.CODE_TAKEN`. */
  readonly name: string;
  readonly strings: Readonly<Record<Language, Strings>>;
  readonly routes: readonly UiRoute[];
  readonly menu: readonly MenuEntry[];
  readonly actions: readonly UiAction[];
  readonly records: Readonly<Record<string, RecordUi>>;
  readonly panels: readonly RecordPanel[];
  /**
   * What the codes in its records are called, such as types of leave, where data says it and not the texts. What counts
   * in one field only, and what is a number, has the field before it: `parentOffice.3`.
   */
  readonly codes?: () => Promise<ReadonlyMap<string, string>>;
  /** Its tasks in the user guide; fetched when the guide is opened. */
  readonly help?: () => Promise<{ readonly default: readonly HelpPage[] }>;
  /** Looks for what the user should do next; asked only when he holds the permission. */
  readonly tasks: readonly { readonly permission: string; readonly find: () => Promise<readonly HomeTask[]> }[];
}

/** What every screen may know of where it is shown: the office, the signed-in user, the modules. */
export interface Desk {
  readonly office: OfficeState;
  readonly user: SignedIn;
  readonly today: LocalDate;
  readonly modules: readonly UiModule[];
  /** Does the user hold this permission anywhere? What it draws is a hint; the office decides. */
  readonly may: (permission: string | undefined) => boolean;
  /** Asks the office anew who it is and how it writes, after its settings were changed. */
  readonly refresh: () => Promise<void>;
}

/** What of a menu is offered on this desk: what its user may open and what has a use in this office. */
export function offeredEntries(entries: readonly MenuEntry[], { office, may }: Desk): readonly MenuEntry[] {
  return entries.filter(
    ({ permission, isToDataCentre }) => may(permission) && !(office.isDataCentre && isToDataCentre === true),
  );
}

const DeskContext = createContext<Desk | null>(null);
export const DeskProvider = DeskContext.Provider;

/** The desk that this screen lies on. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('Screens are drawn on a desk, after signing in.');
  return desk;
}
