import http from 'pouchdb-adapter-http';
import leveldb from 'pouchdb-adapter-leveldb';
import PouchDb from 'pouchdb-core';
import replication from 'pouchdb-replication';

export default PouchDb.plugin(leveldb).plugin(http).plugin(replication);
