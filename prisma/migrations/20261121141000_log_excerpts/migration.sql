-- CreateTable
CREATE TABLE "LogExcerpt" (
    "id" UUID NOT NULL,
    "appId" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "fromStamp" TEXT NOT NULL,
    "toStamp" TEXT NOT NULL,
    "pods" TEXT[],
    "container" TEXT,
    "note" TEXT NOT NULL,
    "lineCount" INTEGER NOT NULL,
    "cut" BOOLEAN NOT NULL,
    "records" BYTEA NOT NULL,

    CONSTRAINT "LogExcerpt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "LogExcerpt_appId_createdAt_idx" ON "LogExcerpt"("appId", "createdAt");

-- CreateIndex
CREATE INDEX "LogExcerpt_expiresAt_idx" ON "LogExcerpt"("expiresAt");

-- AddForeignKey
ALTER TABLE "LogExcerpt" ADD CONSTRAINT "LogExcerpt_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE CASCADE;
