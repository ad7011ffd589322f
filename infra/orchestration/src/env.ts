/** What the run takes from this machine. */
export interface Machine {
  /** Program that starts a Docker daemon where none answers. */
  readonly startDocker: string | undefined;
  /** Program that makes the base images where they cannot be pulled. */
  readonly makeBaseImages: string | undefined;
  /** Tag of images that are there already, instead of building them. */
  readonly imageTag: string | undefined;
  /** When the run fails, leave services and Airflow running until Ctrl-C, to look at them. */
  readonly keep: boolean;
  /** Folder for pictures of Airflow's pages; none are taken without it. */
  readonly screenshots: string | undefined;
  /** The environment that programs are started with. */
  readonly variables: Readonly<Record<string, string>>;
}

const passedOn = ['PATH', 'HOME', 'XDG_CACHE_HOME', 'JAVA_HOME', 'PYTHON', 'DOCKER_HOST'];
// How pip and npm reach their registries on this machine.
const registrySettings =
  /^(PIP_|npm_config_|SSL_CERT_|NODE_EXTRA_CA_CERTS$|REQUESTS_CA_BUNDLE$|https?_proxy$|no_proxy$)/i;

/** The only place that reads the environment; an empty variable counts as unset. */
export function readMachine(variables: NodeJS.ProcessEnv = process.env): Machine {
  const isPassedOn = ([name]: [string, string | undefined]) => passedOn.includes(name) || registrySettings.test(name);
  return {
    startDocker: variables['AIRSTAR_START_DOCKER'] || undefined,
    makeBaseImages: variables['AIRSTAR_MAKE_BASE_IMAGES'] || undefined,
    imageTag: variables['AIRSTAR_IMAGE_TAG'] || undefined,
    keep: (variables['AIRSTAR_KEEP'] ?? '') !== '',
    screenshots: variables['AIRSTAR_SCREENSHOTS'] || undefined,
    variables: Object.fromEntries(Object.entries(variables).filter(isPassedOn)) as Record<string, string>,
  };
}
