-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "recordShells" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "recordingDays" INTEGER NOT NULL DEFAULT 30;

-- CreateTable
CREATE TABLE "ShellRecording" (
    "sessionId" UUID NOT NULL,
    "columns" INTEGER,
    "rows" INTEGER,
    "size" INTEGER NOT NULL DEFAULT 0,
    "duration" INTEGER NOT NULL DEFAULT 0,
    "cut" BOOLEAN NOT NULL DEFAULT false,
    "gaps" BOOLEAN NOT NULL DEFAULT false,
    "complete" BOOLEAN NOT NULL DEFAULT false,
    "days" INTEGER NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ShellRecording_pkey" PRIMARY KEY ("sessionId")
);

-- CreateTable
CREATE TABLE "ShellRecordingChunk" (
    "sessionId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "lines" BYTEA NOT NULL,

    CONSTRAINT "ShellRecordingChunk_pkey" PRIMARY KEY ("sessionId","seq")
);

-- CreateIndex
CREATE INDEX "ShellRecording_deletedAt_idx" ON "ShellRecording"("deletedAt");

-- CreateIndex
CREATE INDEX "ShellSession_auditEventId_idx" ON "ShellSession"("auditEventId");

-- AddForeignKey
ALTER TABLE "ShellRecording" ADD CONSTRAINT "ShellRecording_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "ShellSession"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShellRecordingChunk" ADD CONSTRAINT "ShellRecordingChunk_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "ShellRecording"("sessionId") ON DELETE CASCADE ON UPDATE CASCADE;
