import { exchange } from './exchange.ts';

/** Whether ZooKeeper serves requests. (`ruok` says yes before it does.) */
export async function zooKeeperIsReady(port: number): Promise<boolean> {
  const answer = await exchange(port, 'srvr', (text) => text.includes('\n'));
  return !answer.includes('not currently serving');
}

/** Whether ZooKeeper still holds a broker's registration: for a killed one until its session has expired. */
export async function brokerIsRegistered(port: number, brokerId: number): Promise<boolean> {
  const dump = await exchange(port, 'dump', (text) => text.includes('Connections dump:'));
  return new RegExp(`^\\s*/brokers/ids/${brokerId}$`, 'm').test(dump.toString());
}
