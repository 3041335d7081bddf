// A web worker on an inherited socket: the node hands over the listening socket as descriptor 3 (LISTEN_FDS).
// On TERM it takes no new connection, finishes those it has, and leaves.
'use strict';
const http = require('node:http');

const server = http.createServer((request, response) => {
  const body = `Hello from ${process.env.CPLANE_CONTAINER}, Node.js process ${process.pid}\n`;
  response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
});

process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});

server.listen({ fd: 3 }, () => console.log('serving'));
