-- CreateTable
CREATE TABLE "CrashLog" (
    "id" UUID NOT NULL,
    "appId" UUID NOT NULL,
    "release" INTEGER,
    "pod" TEXT NOT NULL,
    "podUid" TEXT NOT NULL,
    "container" TEXT NOT NULL,
    "exitCode" INTEGER NOT NULL,
    "reason" TEXT,
    "restarts" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3) NOT NULL,
    "text" BYTEA NOT NULL,
    "lineCount" INTEGER NOT NULL,
    "cut" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CrashLog_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CrashLog_appId_endedAt_idx" ON "CrashLog"("appId", "endedAt");

-- CreateIndex
CREATE INDEX "CrashLog_endedAt_idx" ON "CrashLog"("endedAt");

-- CreateIndex
CREATE UNIQUE INDEX "CrashLog_podUid_container_endedAt_key" ON "CrashLog"("podUid", "container", "endedAt");

-- AddForeignKey
ALTER TABLE "CrashLog" ADD CONSTRAINT "CrashLog_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE CASCADE;
