-- AlterTable
ALTER TABLE "Release" ADD COLUMN     "pullSecret" TEXT,
ADD COLUMN     "reference" TEXT NOT NULL DEFAULT '';
