-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "pullSecrets" JSONB;
