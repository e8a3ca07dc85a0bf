import { applyOffice } from './apply.ts';
import type { DatacenterPorts } from './ports.ts';
import { routeOffice } from './route.ts';
import { ValuesRefused } from './store.ts';

const OFFICES_A_SWEEP = 50;

/**
 * One sweep over the offices that have something waiting: apply, then hand on. Answers whether anything moved; when
 * nothing did, the next sweep may wait for the next push. An office of which the database refuses something stands in
 * nobody's way but its own.
 */
export async function sweep(ports: DatacenterPorts): Promise<boolean> {
  let hasMoved = false;
  for (const office of await ports.store.behind(OFFICES_A_SWEEP)) {
    try {
      if (await applyOffice(ports, office)) hasMoved = true;
      if (await routeOffice(ports, office)) hasMoved = true;
    } catch (error) {
      if (!(error instanceof ValuesRefused)) throw error;
    }
  }
  return hasMoved;
}
