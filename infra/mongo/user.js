// Runs once, when the volume is empty. Who reads and writes the raw store may do nothing else.
db.getSiblingDB('airstar').createUser({
  user: 'airstar',
  pwd: process.env.AIRSTAR_PASSWORD,
  roles: [{ role: 'readWrite', db: 'airstar' }],
});
