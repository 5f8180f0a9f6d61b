-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "team" TEXT NOT NULL DEFAULT '';
