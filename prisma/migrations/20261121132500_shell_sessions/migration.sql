-- AlterTable
ALTER TABLE "ShellSession" ADD COLUMN     "aliveAt" TIMESTAMPTZ(3),
ADD COLUMN     "containerId" TEXT,
ADD COLUMN     "detachedAt" TIMESTAMPTZ(3),
ADD COLUMN     "endedBy" TEXT,
ADD COLUMN     "pid" INTEGER;

-- CreateIndex
CREATE INDEX "ShellSession_endedAt_idx" ON "ShellSession"("endedAt");
