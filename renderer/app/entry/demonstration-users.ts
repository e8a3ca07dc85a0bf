/** Whom the sign-in page of a demonstration offers: the key of what he is called, and his user name. */
type Offered = readonly (readonly [role: string, userName: string])[];

/** In an office, whoever writes the staff and the pay. */
export const officeUsers: Offered = [
  ['administrator', 'admin'],
  ['director', 'director1'],
  ['organiser', 'organiser1'],
  ['clerk', 'clerk1'],
  ['staff_clerk', 'staff.clerk1'],
  ['staff_checker', 'staff.checker1'],
  ['payroll_clerk', 'payroll.clerk1'],
  ['auditor', 'auditor1'],
  ['staff_manager', 'staff.manager1'],
  ['accounts_manager', 'accounts.manager1'],
];

/** At the data centre, somebody of each role of the ministry. */
export const centreUsers: Offered = [
  ['administrator', 'admin'],
  ['ministry_offices', 'ministry.offices1'],
  ['ministry_monitor', 'ministry.monitor1'],
  ['ministry_payroll', 'ministry.payroll1'],
  ['ministry_files', 'ministry.files1'],
  ['ministry_reference', 'ministry.reference1'],
  ['ministry_publisher', 'ministry.publisher1'],
  ['ministry_auditor', 'ministry.auditor1'],
];
