import { storeContract } from '../../datacenter/store-contract.ts';
import { MemoryStore } from './memory-store.ts';

const store = new MemoryStore();

storeContract('in memory', () => store);
