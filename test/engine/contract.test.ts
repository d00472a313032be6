import { recordsSuite } from '../contract/records';
import { contractSuite } from '../contract/suite';
import { useBed } from './support';

const bed = useBed({ tasks: 1300, tickets: 700 });

const target = () => ({ engine: bed.engine, credential: bed.connect() });

contractSuite('the embedded Cerb', target);
recordsSuite('the embedded Cerb', target);
