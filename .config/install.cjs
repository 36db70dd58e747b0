// Runs before start, test and dev: checks Node, then installs what the lock file names unless it is there.
// Old syntax on purpose, so that an old Node can read it and say what is wrong.
var fs = require('fs');
var path = require('path');
var childProcess = require('child_process');

var root = path.join(__dirname, '..');
var version = process.versions.node.split('.').map(Number);
var isNewEnough = version[0] > 20 || (version[0] === 20 && version[1] >= 19);
if (!isNewEnough) {
  console.error(
    'Valet Key needs Node 20.19 or later; this is ' + process.versions.node + '. Get it from https://nodejs.org.',
  );
  process.exit(1);
}

var lock = fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8');
var stamp = path.join(root, 'node_modules', '.valet-key-lock');
var installed = fs.existsSync(stamp) ? fs.readFileSync(stamp, 'utf8') : '';
if (installed !== lock) {
  console.log('Installing packages …');
  var npm = process.env.npm_execpath;
  var command = npm ? process.execPath : 'npm';
  var args = (npm ? [npm] : []).concat(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  var result = childProcess.spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: !npm });
  if (result.status !== 0) {
    console.error('The packages could not be installed. Check the network connection and run the command again.');
    process.exit(1);
  }
  fs.writeFileSync(stamp, lock);
}
