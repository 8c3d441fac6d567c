import { fill } from './fill';

interface ReasonText {
  en: string;
  zh: string;
}

// A liveness check asks while the program starts, too (Kubernetes' startup probe): whoever set it knows it by one name.
const CHECK_EN = 'The {probe, select, readiness {readiness check} other {liveness check}}';
const CHECK_ZH = '{probe, select, readiness {就绪检查} other {存活检查}}';
const STARTING_EN = '{probe, select, startup { while the program starts} other {}}';
const STARTING_ZH = '{probe, select, startup {在程序启动期间} other {}}';

/**
 * Every reason of a verdict with its sentence in both languages, in ICU's notation, filled from the status's params.
 * Where Kubernetes has a word for it, ours is the same.
 */
export const REASONS = {
  Available: {
    en: '{available} of {desired, plural, one {# pod} other {# pods}} available and stable.',
    zh: '{available}/{desired} 个 Pod 可用且稳定。',
  },
  RollingOut: {
    en: '{available} of {desired, plural, one {# pod} other {# pods}} available.',
    zh: '{desired} 个 Pod 中已有 {available} 个可用。',
  },
  Stabilising: {
    en: '{desired, plural, one {The pod is ready; watching whether it stays so} other {All # pods are ready; watching whether they stay so}} for {seconds} s.',
    zh: '{desired} 个 Pod 均已就绪，正在观察 {seconds} 秒是否稳定。',
  },
  Applying: { en: 'The release is being handed to the cluster.', zh: '正在将发布提交到集群。' },
  Retiring: {
    en: 'The new pods are available; {count, plural, one {# old one is} other {# old ones are}} still being stopped.',
    zh: '新 Pod 已可用，仍有 {count} 个旧 Pod 正在停止。',
  },
  Stopped: { en: 'The app is stopped.', zh: '应用已停止。' },
  ScaledToZero: { en: 'The app is scaled to no pods.', zh: '应用副本数为 0。' },
  Deleting: { en: 'The app is being deleted.', zh: '应用正在删除。' },
  ApplyFailed: { en: 'The cluster did not take the release: {detail}', zh: '集群未接受该发布：{detail}' },
  Missing: {
    en: 'The app’s Deployment is no longer in the cluster: somebody deleted it outside Berth. Deploy again.',
    zh: '集群中已没有该应用的 Deployment：有人在 Berth 之外将其删除。请重新部署。',
  },
  CrashLoopBackOff: {
    en: 'Container {container} ends again and again: last with exit code {exitCode}, {restarts, plural, one {# restart} other {# restarts}}.',
    zh: '容器 {container} 反复退出：最近一次退出码 {exitCode}，已重启 {restarts} 次。',
  },
  ContainerExited: {
    en: 'Container {container} ended with exit code {exitCode}.',
    zh: '容器 {container} 已退出，退出码 {exitCode}。',
  },
  Completed: {
    en: 'Container {container} finishes by itself (exit code 0); an app has to keep running.',
    zh: '容器 {container} 自行结束（退出码 0），而应用需要持续运行。',
  },
  OOMKilled: {
    en: 'Container {container} was killed because it used more memory than its limit {limit}.',
    zh: '容器 {container} 因内存超过限制 {limit} 被终止。',
  },
  RunContainerError: {
    en: 'Container {container} can’t be started: {detail}',
    zh: '容器 {container} 无法启动：{detail}',
  },
  CreateContainerConfigError: {
    en: 'Container {container} can’t be created: {detail}',
    zh: '容器 {container} 无法创建：{detail}',
  },
  ImagePullBackOff: {
    en: 'The image {image} can’t be pulled: {detail}',
    zh: '无法拉取镜像 {image}：{detail}',
  },
  InvalidImageName: { en: '{image} is not a valid image name.', zh: '{image} 不是有效的镜像名称。' },
  Unschedulable: {
    en: 'No node can take pod {pod}: {detail}',
    zh: '没有节点可以运行 Pod {pod}：{detail}',
  },
  ProbeFailed: {
    en: `${CHECK_EN} of pod {pod} fails${STARTING_EN}: {detail}`,
    zh: `Pod {pod} 的${CHECK_ZH}${STARTING_ZH}失败：{detail}`,
  },
  NotReady: { en: 'Pod {pod} is running but not ready.', zh: 'Pod {pod} 正在运行但尚未就绪。' },
  Evicted: { en: 'Pod {pod} was evicted: {detail}', zh: 'Pod {pod} 被驱逐：{detail}' },
  NodeLost: { en: 'The node of pod {pod} does not answer.', zh: 'Pod {pod} 所在节点失去响应。' },
  FailedMount: {
    en: 'A volume of pod {pod} can’t be mounted: {detail}',
    zh: 'Pod {pod} 的存储卷无法挂载：{detail}',
  },
  FailedCreatePodSandBox: {
    en: 'The node can’t set up pod {pod}: {detail}',
    zh: '节点无法建立 Pod {pod}：{detail}',
  },
  Quota: {
    en: 'The project’s quota does not allow another pod: {detail}',
    zh: '项目配额不足，无法创建 Pod：{detail}',
  },
  LimitRange: {
    en: 'The project’s limits do not allow the pod: {detail}',
    zh: '项目限制不允许该 Pod：{detail}',
  },
  PodSecurity: {
    en: 'The project’s security level does not allow the pod: {detail}',
    zh: '项目安全级别不允许该 Pod：{detail}',
  },
  FailedCreate: { en: 'The cluster refuses the pods: {detail}', zh: '集群拒绝创建 Pod：{detail}' },
  Retrying: {
    en: 'The cluster could not make the pods yet and tries again: {detail}',
    zh: '集群暂时未能创建 Pod，正在自动重试：{detail}',
  },
  ChangedOutside: {
    en: 'Changed outside Berth by {by}: {changes}.',
    zh: '在 Berth 之外被 {by} 修改：{changes}。',
  },
  ProgressDeadlineExceeded: {
    en: 'The rollout made no progress for {seconds} s.',
    zh: '发布在 {seconds} 秒内没有进展。',
  },
} as const satisfies Record<string, ReasonText>;

export type Reason = keyof typeof REASONS;

/** True when `word` is one of our reasons. */
export function isReason(word: string): word is Reason {
  return Object.hasOwn(REASONS, word);
}

/** Sentences that say more than the reason's own, where the params have a `form`. */
export const FORMS: Record<string, ReasonText> = {
  'ProbeFailed.http': {
    en: `${CHECK_EN} (GET {path} on port {port}) of pod {pod} fails${STARTING_EN}: {detail}`,
    zh: `Pod {pod} 的${CHECK_ZH}（GET {path}，端口 {port}）${STARTING_ZH}失败：{detail}`,
  },
  'ProbeFailed.tcp': {
    en: `${CHECK_EN} (TCP port {port}) of pod {pod} fails${STARTING_EN}: {detail}`,
    zh: `Pod {pod} 的${CHECK_ZH}（TCP 端口 {port}）${STARTING_ZH}失败：{detail}`,
  },
  'ProbeFailed.command': {
    en: `${CHECK_EN} ({command}) of pod {pod} fails${STARTING_EN}: {detail}`,
    zh: `Pod {pod} 的${CHECK_ZH}（{command}）${STARTING_ZH}失败：{detail}`,
  },
  'ProbeFailed.silent': {
    en: `${CHECK_EN} ({command}) of pod {pod} fails${STARTING_EN} and says nothing.`,
    zh: `Pod {pod} 的${CHECK_ZH}（{command}）${STARTING_ZH}失败，没有输出。`,
  },
  'Evicted.again': {
    en: 'Pods are evicted again and again ({count} in the last {minutes} minutes), the last one {pod}: {detail}',
    zh: 'Pod 被反复驱逐（最近 {minutes} 分钟内 {count} 个），最近一个是 {pod}：{detail}',
  },
  'Quota.cpu': {
    en: 'The project’s quota does not allow another pod: it needs {asked} CPU, and {used} of {hard} are used.',
    zh: '项目配额不足，无法创建 Pod：需要 {asked} CPU，配额 {hard} 中已用 {used}。',
  },
  'Quota.memory': {
    en: 'The project’s quota does not allow another pod: it needs {asked} of memory, and {used} of {hard} are used.',
    zh: '项目配额不足，无法创建 Pod：需要 {asked} 内存，配额 {hard} 中已用 {used}。',
  },
  'Quota.pods': {
    en: 'The project’s quota does not allow another pod: {used} of {hard} pods are there.',
    zh: '项目配额不足，无法创建 Pod：{hard} 个 Pod 的配额中已有 {used} 个。',
  },
  'Unschedulable.cpuTooLarge': {
    en: 'Pod {pod} asks for {asked} CPU; the largest node has {most}.',
    zh: 'Pod {pod} 需要 {asked} CPU，最大的节点只有 {most}。',
  },
  'Unschedulable.memoryTooLarge': {
    en: 'Pod {pod} asks for {asked} of memory; the largest node has {most}.',
    zh: 'Pod {pod} 需要 {asked} 内存，最大的节点只有 {most}。',
  },
  'Unschedulable.cpuFull': {
    en: 'Pod {pod} asks for {asked} CPU; no node has so much free now.',
    zh: 'Pod {pod} 需要 {asked} CPU，目前没有节点有这么多空闲。',
  },
  'Unschedulable.memoryFull': {
    en: 'Pod {pod} asks for {asked} of memory; no node has so much free now.',
    zh: 'Pod {pod} 需要 {asked} 内存，目前没有节点有这么多空闲。',
  },
  'PodSecurity.root': {
    en: 'The project’s security level is “restricted”, and the image does not say that it runs as a numbered user other than root. Build it with USER and a number.',
    zh: '项目安全级别为“restricted”，而镜像没有声明以非 root 的数字用户运行。请在构建镜像时用 USER 指定一个数字用户。',
  },
};

/** The sentence of a reason in a language. */
export function reasonText(reason: Reason, language: 'en' | 'zh', params: Record<string, string>): string {
  return fill((FORMS[`${reason}.${params['form']}`] ?? REASONS[reason])[language], language, params);
}
