//! The servers that `docs/hosting.md` has configurations for: in goes the project, out come [`Servers`] (nginx, Caddy,
//! Apache, and a store that speaks S3), found or installed: the servers as system packages, the store into the cache.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::packages;
use crate::project::Project;
use crate::run::{Remedy, Run, trouble};

/// Where servers are that are not on everybody's `PATH`.
const FOLDERS: [&str; 2] = ["/usr/sbin", "/usr/local/sbin"];
/// The tests send brotli, for which Debian's nginx has a package of its own.
const BROTLI_FOLDERS: [&str; 3] = ["/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules"];
const BROTLI: &str = "ngx_http_brotli_static_module.so";
/// The store: moto with what its server needs for S3. All of `moto[server]` would be twice as much.
const MOTO: [&str; 3] = ["moto[s3]==5.2.5", "flask==3.1.3", "flask-cors==6.0.5"];
const REMEDY: &str =
    "install nginx with ngx_http_brotli_static_module, Caddy and Apache 2.4, or set NGINX, CADDY and APACHE";
const REMEDY_STORE: &str =
    "install Python 3 with venv, or moto[server] from PyPI and set MOTO_SERVER to its moto_server";

/// The servers' programs.
#[derive(Debug)]
pub(crate) struct Servers {
    nginx: PathBuf,
    caddy: PathBuf,
    apache: PathBuf,
    moto: PathBuf,
}

impl Servers {
    /// Finds the servers, or installs them. Debian starts what it installs; the tests have ports of their own.
    pub(crate) fn prepare(project: &Project) -> Result<Self> {
        let wanted = [
            ("nginx", find_nginx().is_none()),
            ("libnginx-mod-http-brotli-static", !has_brotli()),
            ("caddy", find_caddy().is_none()),
            ("apache2", find_apache().is_none()),
        ];
        let missing = wanted.iter().filter(|(_, is_missing)| *is_missing).map(|(name, _)| *name).collect::<Vec<_>>();
        if !missing.is_empty() {
            if !packages::has_apt() {
                return Err(trouble(format!("missing: {}", missing.join(", ")), REMEDY));
            }
            packages::install(&missing, "the tests start the servers as docs/hosting.md tells").remedy(REMEDY)?;
        }
        let found = find_nginx().zip(find_caddy()).zip(find_apache()).filter(|_| has_brotli());
        let ((nginx, caddy), apache) = found.ok_or_else(|| trouble("not all servers are there", REMEDY))?;
        let moto = moto(project).remedy(REMEDY_STORE)?;
        for program in [&nginx, &caddy, &apache, &moto] {
            println!("  server: {}", program.display());
        }
        Ok(Self { nginx, caddy, apache, moto })
    }

    /// Tells a test where the servers are.
    pub(crate) fn name_to(&self, run: Run) -> Run {
        run.env("NGINX", &self.nginx)
            .env("CADDY", &self.caddy)
            .env("APACHE", &self.apache)
            .env("MOTO_SERVER", &self.moto)
    }
}

fn find_nginx() -> Option<PathBuf> {
    find("NGINX", &["nginx"])
}

fn find_caddy() -> Option<PathBuf> {
    find("CADDY", &["caddy"])
}

fn find_apache() -> Option<PathBuf> {
    find("APACHE", &["apache2", "httpd"])
}

fn find(variable: &str, names: &[&str]) -> Option<PathBuf> {
    let on_path = names.iter().filter_map(|name| packages::on_path(name));
    let elsewhere = FOLDERS.iter().flat_map(|folder| names.iter().map(move |name| Path::new(folder).join(name)));
    env::var_os(variable).map(PathBuf::from).into_iter().chain(on_path).chain(elsewhere).find(|path| path.is_file())
}

fn has_brotli() -> bool {
    BROTLI_FOLDERS.iter().any(|folder| Path::new(folder).join(BROTLI).is_file())
}

/// The store, from an environment of its own in the cache; the versions stand in the folder's note, so that others are
/// installed anew.
fn moto(project: &Project) -> Result<PathBuf> {
    if let Some(path) = env::var_os("MOTO_SERVER").map(PathBuf::from).filter(|path| path.is_file()) {
        return Ok(path);
    }
    let folder = project.cache.join("moto");
    let (program, note, versions) = (folder.join("bin/moto_server"), folder.join("installed"), MOTO.join(" "));
    let runs = || Run::new(&program).arg("--help").limit(Duration::from_secs(120)).output().is_ok_and(|(runs, _)| runs);
    // An environment names the Python that made it, which may be gone.
    if fs::read_to_string(&note).is_ok_and(|held| held == versions) && runs() {
        return Ok(program);
    }
    println!("  moto: installing (the tests put the site into a store that speaks S3)");
    let make =
        || Run::new("python3").args(["-m", "venv", "--clear"]).arg(&folder).limit(Duration::from_secs(300)).run();
    if let Err(error) = make() {
        if !packages::has_apt() {
            return Err(error);
        }
        packages::install(&["python3", "python3-venv"], "moto is written in Python")?;
        make()?;
    }
    Run::new(folder.join("bin/python"))
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
        .args(MOTO)
        .limit(Duration::from_secs(1200))
        .run()?;
    fs::write(&note, versions).with_context(|| format!("writing {}", note.display()))?;
    Ok(program)
}
