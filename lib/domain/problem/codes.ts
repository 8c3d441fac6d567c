interface ProblemText {
  status: number;
  en: string;
  zh: string;
}

/**
 * Every error that Berth answers with, its HTTP status (RFC 9110) and its text in both languages.
 * `{name}` is replaced from the problem's parameters, what stands in `[…]` only where its parameter is known. A code that is missing here does not compile.
 */
export const PROBLEMS = {
  'validation.failed': { status: 422, en: 'Some fields are not valid.', zh: '部分字段无效。' },
  'request.malformed': {
    status: 400,
    en: 'The request could not be read: {detail}',
    zh: '无法解析请求：{detail}',
  },
  'request.too_large': { status: 413, en: 'The request is larger than {limit}.', zh: '请求超过 {limit}。' },
  'request.origin': {
    status: 403,
    en: 'The request came from another site and was refused.',
    zh: '请求来自其他站点，已拒绝。',
  },
  'request.rate': {
    status: 429,
    en: 'Too many requests. Try again in {seconds} s.',
    zh: '请求过于频繁，请在 {seconds} 秒后重试。',
  },
  'auth.required': { status: 401, en: 'Sign in first.', zh: '请先登录。' },
  'auth.failed': { status: 401, en: 'Name or password is wrong.', zh: '用户名或密码错误。' },
  'auth.disabled': {
    status: 401,
    en: 'This account is disabled. Ask an administrator.',
    zh: '该账号已停用，请联系管理员。',
  },
  'auth.wait': {
    status: 429,
    en: 'Too many failed sign-ins. Try again in {seconds} s.',
    zh: '登录失败次数过多，请在 {seconds} 秒后重试。',
  },
  'auth.change_password': {
    status: 403,
    en: 'Somebody else set your password. Choose one of your own first.',
    zh: '您的密码由他人设置，请先修改密码。',
  },
  'auth.forbidden': {
    status: 403,
    en: 'You need the permission “{permission}” for this.',
    zh: '此操作需要权限“{permission}”。',
  },
  'resource.not_found': { status: 404, en: '{what} was not found.', zh: '未找到 {what}。' },
  'resource.exists': { status: 409, en: '{what} exists already.', zh: '{what} 已存在。' },
  'resource.conflict': { status: 409, en: '{detail}', zh: '{detail}' },
  'resource.in_use': { status: 409, en: '{what} is still in use: {detail}', zh: '{what} 仍在使用：{detail}' },
  'confirm.name': { status: 422, en: 'Type the name {name} to confirm.', zh: '请输入名称 {name} 以确认。' },
  'user.self': {
    status: 409,
    en: 'You can’t disable, demote or delete your own account. Another administrator can.',
    zh: '不能停用、降级或删除自己的账号，请由其他管理员操作。',
  },
  'user.last_admin': {
    status: 409,
    en: '{user} is the last administrator. Make another one first.',
    zh: '{user} 是最后一位管理员，请先指定另一位管理员。',
  },
  'user.owns': {
    status: 409,
    en: '{user} still owns {what}. Make somebody else the owner first.',
    zh: '{user} 仍是 {what} 的所有者，请先更换所有者。',
  },
  'user.own_password': {
    status: 409,
    en: 'Change your own password under Settings: it asks for the present one.',
    zh: '请在“设置”中修改自己的密码，需要输入当前密码。',
  },
  'password.current': {
    status: 422,
    en: 'The current password is wrong.',
    zh: '当前密码不正确。',
  },
  'token.limit': {
    status: 422,
    en: 'You have {limit} tokens. Delete some that you no longer use.',
    zh: '您已有 {limit} 个令牌，请先删除不再使用的令牌。',
  },
  'idempotency.reused': {
    status: 422,
    en: 'This Idempotency-Key was used for another request.',
    zh: '该 Idempotency-Key 已用于其他请求。',
  },
  'idempotency.running': {
    status: 409,
    en: 'The first request with this Idempotency-Key is still running.',
    zh: '使用该 Idempotency-Key 的首个请求仍在执行。',
  },
  'audit.unavailable': {
    status: 503,
    en: 'The audit can’t be written, so nothing was done.',
    zh: '无法写入审计记录，操作未执行。',
  },
  'database.unavailable': { status: 503, en: 'The database can’t be reached.', zh: '无法连接数据库。' },
  'log.expression_slow': {
    status: 422,
    en: 'The expression takes too long on these lines. Make it simpler.',
    zh: '该表达式在这些行上耗时过长，请简化。',
  },
  'log.excerpts_full': {
    status: 422,
    en: 'No more can be kept of this app’s log:[ {count} excerpts are there.][ {used} of {limit} MiB are used.][ This excerpt takes {asked} MiB.] Delete some that are no longer needed.',
    zh: '该应用的日志节选已满：[已有 {count} 个节选。][{limit} MiB 中已用 {used} MiB。][该节选需 {asked} MiB。]请先删除不再需要的节选。',
  },
  'cluster.unreachable': {
    status: 503,
    en: 'The cluster {cluster} can’t be reached: {detail}',
    zh: '无法连接集群 {cluster}：{detail}',
  },
  'cluster.forbidden': { status: 403, en: 'The cluster refused: {detail}', zh: '集群拒绝：{detail}' },
  'cluster.not_found': {
    status: 404,
    en: 'The cluster does not have it: {detail}',
    zh: '集群中不存在：{detail}',
  },
  'cluster.conflict': {
    status: 409,
    en: 'The cluster reports a conflict: {detail}',
    zh: '集群报告冲突：{detail}',
  },
  'cluster.invalid': {
    status: 422,
    en: 'The cluster does not accept it: {detail}',
    zh: '集群不接受：{detail}',
  },
  'cluster.quota': { status: 422, en: 'The quota does not allow it: {detail}', zh: '超出配额：{detail}' },
  'cluster.timeout': { status: 504, en: 'The cluster did not answer in time.', zh: '集群未及时响应。' },
  'cluster.failed': {
    status: 502,
    en: 'The cluster answered with an error: {detail}',
    zh: '集群返回错误：{detail}',
  },
  'registry.unreachable': {
    status: 502,
    en: 'The registry[ {registry}] can’t be reached: {detail}',
    zh: '无法连接镜像仓库[ {registry}]：{detail}',
  },
  'registry.name': {
    status: 422,
    en: 'No address is known for {host}[ (registry {registry})].',
    zh: '无法解析 {host}[（镜像仓库 {registry}）]。',
  },
  'registry.tls': {
    status: 422,
    en: 'The certificate of the registry[ {registry}] is not trusted: {detail}',
    zh: '镜像仓库[ {registry} 的]证书不受信任：{detail}',
  },
  'registry.credentials': {
    status: 422,
    en: 'The registry[ {registry}] refuses this user name or password.',
    zh: '镜像仓库[ {registry} ]拒绝该用户名或密码。',
  },
  'registry.forbidden': {
    status: 422,
    en: 'The registry[ {registry}] refuses access: {detail}',
    zh: '镜像仓库[ {registry} ]拒绝访问：{detail}',
  },
  'registry.not_registry': {
    status: 422,
    en: 'What answers there[ for {registry}] is not a registry.',
    zh: '[{registry} 的]地址上不是镜像仓库。',
  },
  'registry.address_refused': {
    status: 422,
    en: 'Berth does not connect to {host}: the address is private and not on the allow-list (BERTH_OUTBOUND_ALLOW).',
    zh: 'Berth 不连接 {host}：该地址为私有地址且不在允许列表（BERTH_OUTBOUND_ALLOW）中。',
  },
  'registry.timeout': {
    status: 504,
    en: 'The registry[ {registry}] did not answer within {seconds} s.',
    zh: '镜像仓库[ {registry} ]未在 {seconds} 秒内响应。',
  },
  'registry.failed': {
    status: 502,
    en: 'The registry[ {registry}] answered with an error: {detail}',
    zh: '镜像仓库[ {registry} ]返回错误：{detail}',
  },
  'registry.sign_in': {
    status: 422,
    en: 'The registry[ {registry}] asks for a user name and a password.',
    zh: '镜像仓库[ {registry} ]需要用户名和密码。',
  },
  'registry.not_harbor': {
    status: 422,
    en: 'What answers there is not Harbor (API v2.0). Choose the kind “OCI registry” if it is another registry.',
    zh: '该地址不是 Harbor（API v2.0）。如果是其他镜像仓库，请选择“OCI 镜像仓库”类型。',
  },
  'registry.listing_refused': {
    status: 422,
    en: 'The registry lets this account pull images but not list them. Type the image’s name instead.',
    zh: '该账号可以拉取镜像，但无权列出镜像。请直接输入镜像名称。',
  },
  'image.not_found': {
    status: 422,
    en: 'The image {image} was not found[ in the registry {registry}][; not asked, because they gave no answer: {unasked}].',
    zh: '[镜像仓库 {registry} 中]未找到镜像 {image}[；以下镜像仓库未能查询：{unasked}]。',
  },
  'image.registry_unknown': {
    status: 422,
    en: 'No registry of this project holds {image}.',
    zh: '该项目可用的镜像仓库中没有 {image}。',
  },
  'image.reference': {
    status: 422,
    en: '“{image}” is not an image reference.',
    zh: '“{image}” 不是有效的镜像引用。',
  },
  'image.ambiguous': {
    status: 422,
    en: 'Several registries hold {image}: {registries}. Name one of them.',
    zh: '多个镜像仓库中存在 {image}：{registries}。请指定其中一个。',
  },
  'image.unsupported': {
    status: 422,
    en: '{image} is not a container image that can be run: {detail}',
    zh: '{image} 不是可运行的容器镜像：{detail}',
  },
  'shell.not_found': {
    status: 422,
    en: 'The container has no shell (bash and sh were tried).',
    zh: '容器内没有 shell（已尝试 bash 和 sh）。',
  },
  'project.name_reserved': {
    status: 422,
    en: 'The name {name} is reserved. Choose another one.',
    zh: '名称 {name} 为保留名称，请换一个。',
  },
  'project.unfinished': {
    status: 409,
    en: 'The project {project} of an earlier request is not finished, and was asked for with another {fields}. Repeat that request, or change the project when it is there.',
    zh: '项目 {project} 由之前的请求创建且尚未完成，其 {fields} 与本次不同。请按原内容重试，或在创建完成后再修改。',
  },
  'project.deleting': {
    status: 409,
    en: 'The project {project} is being deleted.',
    zh: '项目 {project} 正在删除中。',
  },
  'project.deletion_waits': {
    status: 409,
    en: 'The cluster is still removing it: {detail}',
    zh: '集群仍在清理：{detail}',
  },
  'quota.below_use': {
    status: 409,
    en: 'Today’s use exceeds this quota: {detail}. Nothing is stopped by it, but nothing new will start.',
    zh: '当前用量已超过该配额：{detail}。已运行的不受影响，但无法再启动新的。',
  },
  'tenant.cap': {
    status: 422,
    en: 'The tenant’s cap leaves {left} of {resource}, and {asked} was asked for.',
    zh: '租户上限中 {resource} 仅剩 {left}，而请求为 {asked}。',
  },
  'tenant.cap_below': {
    status: 422,
    en: 'The quotas of the tenant’s projects add up to {given} of {resource}, more than this cap.',
    zh: '该租户各项目的 {resource} 配额合计 {given}，已超过此上限。',
  },
  'tenant.last_owner': {
    status: 409,
    en: '{user} is the tenant’s last owner. Make somebody else an owner first.',
    zh: '{user} 是该租户的最后一位所有者，请先指定其他所有者。',
  },
  'shell.not_running': {
    status: 409,
    en: 'The container {container} is not running.',
    zh: '容器 {container} 未在运行。',
  },
  'shell.failed': {
    status: 502,
    en: 'The shell could not be started: {detail}',
    zh: '无法启动终端：{detail}',
  },
  'shell.over': {
    status: 409,
    en: 'This session is over.',
    zh: '该会话已结束。',
  },
  'shell.elsewhere': {
    status: 409,
    en: 'The session runs on another replica of the console. Try again.',
    zh: '该会话运行在控制台的另一个副本上，请重试。',
  },
  'shell.other_sign_in': {
    status: 409,
    en: 'This session was opened under another sign-in of yours.',
    zh: '该会话由您的另一次登录打开。',
  },
  'shell.unwatchable': {
    status: 409,
    en: 'This session belongs to a program that could not show who is watching, so nobody may.',
    zh: '该会话由无法显示旁观者的程序打开，因此不可旁观。',
  },
  'shell.unrecorded': {
    status: 503,
    en: 'Shells must be recorded here, and this one can’t be (any more).',
    zh: '此处的终端会话必须录像，而该会话无法（继续）录像。',
  },
  'shell.recording_required': {
    status: 422,
    en: 'This installation requires that shells are recorded.',
    zh: '本系统要求对终端会话进行录像，不可关闭。',
  },
  'debug.failed': {
    status: 422,
    en: 'The debug container does not start: {detail}',
    zh: '调试容器无法启动：{detail}',
  },
  'debug.no_shell': {
    status: 422,
    en: 'The image {image} has no shell, so it is no use for debugging. Choose another one.',
    zh: '镜像 {image} 中没有 shell，不能用于调试，请选择其他镜像。',
  },
  'debug.slow': {
    status: 504,
    en: 'The debug container has not started within {seconds} s. It may yet: try again.',
    zh: '调试容器未在 {seconds} 秒内启动，可能稍后就绪，请重试。',
  },
  'debug.pull_secret': {
    status: 422,
    en: 'The pod can’t pull from the registry {registry}: it has the pull secret of its own image’s registry only. Choose an image from there.',
    zh: '该 Pod 无法从镜像仓库 {registry} 拉取：它只有自身镜像所在仓库的拉取密钥。请选择该仓库中的镜像。',
  },
  'debug.limit': {
    status: 409,
    en: 'The pod has {limit} debug containers. They stay until it is replaced: restart the app first.',
    zh: '该 Pod 已有 {limit} 个调试容器，在 Pod 被替换前会一直保留，请先重启应用。',
  },
  'file.no_tools': {
    status: 422,
    en: 'The image has no {tools}, so its files can’t be reached by themselves. A debug container can.',
    zh: '镜像中没有 {tools}，无法直接访问其文件，可通过调试容器访问。',
  },
  'file.no_tar': {
    status: 422,
    en: 'The image has no tar, so a directory can’t be downloaded. Single files can.',
    zh: '镜像中没有 tar，无法下载目录，但可以下载单个文件。',
  },
  'file.not_found': { status: 404, en: '{path} does not exist.', zh: '{path} 不存在。' },
  'file.not_directory': { status: 422, en: '{path} is not a directory.', zh: '{path} 不是目录。' },
  'file.directory': {
    status: 422,
    en: '{path} is a directory. Name the file in it.',
    zh: '{path} 是目录，请指定其中的文件。',
  },
  'file.special': {
    status: 422,
    en: '{path} is neither a file nor a directory.',
    zh: '{path} 既不是文件也不是目录。',
  },
  'file.denied': {
    status: 422,
    en: 'The container’s user has no permission to {path}.',
    zh: '容器的用户没有访问 {path} 的权限。',
  },
  'file.read_only': {
    status: 422,
    en: 'The file system at {path} is read-only.',
    zh: '{path} 所在的文件系统是只读的。',
  },
  'file.no_space': {
    status: 422,
    en: 'There is no space left at {path}.',
    zh: '{path} 所在位置空间不足。',
  },
  'file.too_large': {
    status: 413,
    en: '{path} is larger than {limit} MiB (BERTH_FILE_LIMIT_MIB).',
    zh: '{path} 超过 {limit} MiB（BERTH_FILE_LIMIT_MIB）。',
  },
  'file.length': {
    status: 411,
    en: 'Say the file’s size beforehand (Content-Length).',
    zh: '请事先说明文件大小（Content-Length）。',
  },
  'file.cut': {
    status: 400,
    en: 'The transfer of {path} broke off. Nothing was kept of it.',
    zh: '{path} 的传输中断，未保留任何内容。',
  },
  'file.failed': { status: 502, en: '{path}: {detail}', zh: '{path}：{detail}' },
  'socket.limit': {
    status: 429,
    en: 'You have {limit} connections of this kind open. Close one first.',
    zh: '您已打开 {limit} 个此类连接，请先关闭一个。',
  },
  internal: { status: 500, en: 'Something went wrong on our side.', zh: '服务内部出错。' },
} as const satisfies Record<string, ProblemText>;

export type ProblemCode = keyof typeof PROBLEMS;
export type Language = 'en' | 'zh';
export type ProblemParams = Record<string, string | number>;
